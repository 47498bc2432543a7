import { DataSource, type DataSourceOptions } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  synchronize: true,
            // ^^^^ error: This connection changes the database's schema whenever the application starts
});

const options: DataSourceOptions = {
  type: "mysql",
  url: process.env.DATABASE_URL,
  dropSchema: true,
           // ^^^^ error: This connection drops all tables whenever the application starts
  synchronize: true,
            // ^^^^ error: This connection changes the database's schema whenever the application starts
};

export const other = new DataSource(options);
