import type { SourceFile } from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import { CalleeSymbols } from "./callee-symbols.ts";
import { ClassBases } from "./class-bases.ts";
import { Constants } from "./constants.ts";
import { DeclaredCallees } from "./declared-callees.ts";
import type { FileFlow } from "./file-flow.ts";
import { functionFacts } from "./function-facts.ts";
import { Functions } from "./functions.ts";
import { Loops } from "./loops.ts";
import { parametersOfAny } from "./parameter-use.ts";
import { Scopes } from "./scope.ts";
import { readStructure, type Structure } from "./structure.ts";
import { Usages } from "./usage.ts";
import { ValueTypes } from "./value-types.ts";
import { ValueUses } from "./value-use.ts";

/** Prepares the reading of one file. Cheap: work is done when something is asked. */
export function createFileFlow(source: SourceFile, program: Program): FileFlow {
  let read: Structure | undefined;
  const structure = (): Structure => {
    read ??= readStructure(source);
    return read;
  };
  const scopes = new Scopes(source);
  const functions = new Functions(source, scopes, structure);
  const constants = new Constants(scopes, program);
  const loops = new Loops(scopes, structure, constants, program);
  const symbols = new CalleeSymbols(scopes, program);
  const callees = new DeclaredCallees(structure, functions, loops, symbols);
  const usages = new Usages(scopes, loops);
  const bases = new ClassBases(program);
  const types = new ValueTypes(program);
  const uses = new ValueUses(source, scopes, functions, loops);

  let prepared: Promise<unknown> | undefined;
  let calleesAsked: Promise<void> | undefined;
  let asked = false;

  return {
    source,
    program,
    get structure() {
      return structure();
    },
    prepare: async () => {
      prepared ??= Promise.all([loops.prepare(), bases.prepare(structure().classes)]);
      await prepared;
    },
    symbolOfCallee: (name, receiver) => symbols.at(name, receiver),
    prepareCalls: async (operations, names) => {
      if (!prepared) return;
      await prepared;
      calleesAsked ??= callees.prepare(operations, names);
      await calleesAsked;
    },
    declarationOf: scopes.declarationOf,
    referencesTo: (declaration) => scopes.referencesTo(declaration),
    origin: (expression) => scopes.origin(expression),
    functionAt: (node) => {
      asked = true;
      return functions.indexAt(node);
    },
    classAt: (node) => {
      asked = true;
      return functions.classAt(node);
    },
    loopsAround: (node, inputs) => loops.around(node, inputs),
    parametersOf: (node, inputs) =>
      parametersOfAny(node, inputs, { scopes, loops, functionIndex: structure().functionIndex }),
    usageOf: (call) => usages.of(call),
    isDiscarded: (call) => usages.isDiscarded(call),
    resultUse: (call, shape) => uses.ofCall(call, shape),
    constantOf: (expression) => constants.of(expression),
    valueTypeOf: (node) => types.at(node),
    describe: (type) => types.describe(type),
    finish: (operations) => {
      if (!asked && !prepared) return { functions: [], classes: [], loops: [] };
      return {
        functions: functionFacts({
          structure: structure(),
          functions,
          callees,
          loops,
          usages,
          scopes,
          operations,
        }),
        classes: functions.classFacts(bases),
        loops: loops.facts(operations),
      };
    },
  };
}
