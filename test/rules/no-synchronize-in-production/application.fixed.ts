import { DataSource, type DataSourceOptions } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  synchronize: false,
});

const options: DataSourceOptions = {
  type: "mysql",
  url: process.env.DATABASE_URL,
  dropSchema: false,
  synchronize: false,
};

export const other = new DataSource(options);
