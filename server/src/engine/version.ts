import manifest from "../../../package.json" with { type: "json" };

/** Version of ormlint. */
export const version: string = manifest.version;

/** Version of the compiler that it is built with. */
export const compilerVersion: string = manifest.dependencies.typescript;
