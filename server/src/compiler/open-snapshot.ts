import type { Snapshot as NativeSnapshot } from "typescript/async";
import { createFileSystemLayer } from "typescript/fs";
import type { QuestionCounter } from "./checker.ts";
import type { CompilerProcess } from "./compiler-process.ts";
import { forgetTree } from "./native-client.ts";
import type { PackageLookup } from "./packages.ts";
import { Program } from "./program.ts";
import type { ProjectPlan } from "./projects/plan-projects.ts";
import { SharedSnapshot } from "./snapshot.ts";

/**
 * Opens the programs of a plan as they are on disk now.
 *
 * @param texts files that have another text than on disk
 */
export function openNative(
  process: CompilerProcess,
  plan: ProjectPlan,
  texts: readonly (readonly [path: string, text: string])[],
): Promise<NativeSnapshot> {
  const standIns = plan.projects.flatMap(({ opened, text }) =>
    text === undefined ? [] : [[opened, text] as const],
  );
  return process.api.createSnapshot({
    openProjects: plan.projects.map((project) => project.opened),
    ensurePrograms: true,
    fileSystem: createFileSystemLayer([...standIns, ...texts]),
  });
}

/** What the programs of a snapshot have in common. */
export interface ProgramContext {
  readonly process: CompilerProcess;
  readonly packages: PackageLookup;
  readonly counter: QuestionCounter;
}

/** Makes what the compiler opened usable, until nobody holds it. */
export function shareSnapshot(
  native: NativeSnapshot,
  plan: ProjectPlan,
  context: ProgramContext,
): SharedSnapshot {
  const { process, packages, counter } = context;
  const shared = new SharedSnapshot(plan.problems, async () => {
    // Nothing is left to free in a process that has ended.
    if (!process.failure) await native.dispose().catch(() => undefined);
  });
  shared.programs = plan.projects.flatMap((planned) => {
    const project = native.getConfiguredProject(planned.opened);
    if (!project) return [];
    const program = new Program({
      project,
      configFile: planned.configFile,
      ownFiles: planned.ownFiles,
      options: planned.options,
      packages,
      counter,
      ensureUsable: () => {
        shared.ensureUsable();
        if (process.failure) throw process.failure;
      },
      forgetTree: (path) => forgetTree(process.api, path),
    });
    return [program];
  });
  return shared;
}
