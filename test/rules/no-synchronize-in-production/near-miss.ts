class DataSource {
  constructor(readonly options: { type: string; synchronize: boolean; dropSchema: boolean }) {}
}

export const calendar = new DataSource({ type: "postgres", synchronize: true, dropSchema: true });
