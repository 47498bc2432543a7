interface Emitter {
  delete(id: number): boolean;
  save(name: string): Emitter;
  query(text: string): Promise<string>;
}

export async function run(emitter: Emitter, seen: Set<number>, names: Map<string, number>) {
  emitter.delete(1);
  emitter.save("a").save("b");
  emitter.query("SELECT 1");
  seen.delete(1);
  names.delete("a");
  new URLSearchParams("a=1").delete("a");
}
