import { Entity } from "electrodb";

const accounts = new Entity({
  model: { entity: "account", service: "billing", version: "1" },
  attributes: { id: { type: "string" }, owner: { type: "string" } },
});

export class AccountRepository {
  async dropFields(id: string, fields: readonly string[]): Promise<void> {
    await accounts.patch({ id }).delete(fields).go({ ignoreOwnership: true });
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await accounts.delete({ id }).go();
      await accounts.update({ id }).set({ removed: true }).go();
    }
  }

  async ofOwner(owner?: string): Promise<string[]> {
    const { data } = await accounts.query.byOwner({ owner }).go();
    return data.map((row) => `${row.id}`);
  }
}
