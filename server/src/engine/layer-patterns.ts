import picomatch from "picomatch";
import type { LayerPattern } from "../project/layers.ts";
import type { Layer } from "../project/project.ts";
import type { Configuration } from "./config/configuration.ts";
import { globMatcher } from "./config/globs.ts";
import { relativePath } from "./paths.ts";

const layers: readonly Layer[] = ["repository", "service", "boundary"];

/** The layers that the configuration names. */
export function layerPatterns(configuration: Configuration): readonly LayerPattern[] {
  return layers.flatMap((layer) => {
    const { files, names } = configuration.layers[layer] ?? {};
    const matchesPath = files && globMatcher(files);
    return [
      {
        layer,
        ...(matchesPath && {
          matchesFile: (path: string) => matchesPath(relativePath(configuration.folder, path)),
        }),
        ...(names && { matchesClass: picomatch([...names]) }),
      },
    ];
  });
}
