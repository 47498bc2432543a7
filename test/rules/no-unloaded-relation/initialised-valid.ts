import { type DataSource, Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Settings {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity()
export class Account {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToOne(() => Settings)
  @JoinColumn()
  settings: Settings = new Settings();
}

export async function settingsOf(database: DataSource, id: number): Promise<number> {
  const account = await database.getRepository(Account).findOneByOrFail({ id });
  return account.settings.id;
}
