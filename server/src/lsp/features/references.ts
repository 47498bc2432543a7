import { referencesOf, targetAt } from "../../engine/index.ts";
import type { Feature } from "../feature.ts";
import { textPosition, toLocation } from "./text-position.ts";

/** Every string and key that names a property, entity, alias or parameter. */
export const references: Feature = {
  capabilities: () => ({ referencesProvider: true }),
  register(context) {
    context.connection.onReferences(async (params, clientToken) => {
      const place = await textPosition(params, context, clientToken);
      if (!place) return null;
      const { view, file, offset, token } = place;
      const target = await targetAt(view, file, offset);
      if (!target) return null;
      const found = await referencesOf(view, target, params.context.includeDeclaration, token);
      return found.map((each) => toLocation(each, view, context));
    });
  },
};
