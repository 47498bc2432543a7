export { type Insertion, insertedText } from "./insertion.ts";
export {
  fixAll,
  hasFixes,
  mayEdit,
  offersIn,
  suppressForFile,
  suppressForLine,
} from "./live-actions.ts";
export type { Offer } from "./offers.ts";
