/**
 * The syntax tree of the TypeScript compiler, re-exported so that no other module
 * imports the compiler itself. Trees are decoded locally: walking costs no question.
 */
export * from "typescript/ast";
