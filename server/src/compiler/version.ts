import { version } from "typescript";

/** Version of the TypeScript compiler that is asked. */
export const compilerVersion: string = version;
