import { DataSource, type DataSourceOptions } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  synchronize: true,
});

const options: DataSourceOptions = {
  type: "mysql",
  url: process.env.DATABASE_URL,
  dropSchema: true,
  synchronize: true,
};

export const other = new DataSource(options);
