class DataSource {
  constructor(readonly options: { type: string; password: string }) {}
}

export const calendar = new DataSource({ type: "postgres", password: "sesame" });
