interface Builder {
  delete(): Builder;
  update(table: string): Builder;
  set(values: object): Builder;
  execute(): Promise<void>;
}

interface Session {
  query(text: string): Promise<void>;
}

export async function clean(builder: Builder, session: Session): Promise<void> {
  await builder.delete().execute();
  await builder.update("post").set({ title: "" }).execute();
  await session.query("DELETE FROM session");
  new URLSearchParams().delete("page");
}
