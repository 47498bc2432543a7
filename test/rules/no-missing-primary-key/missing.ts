import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Setting {
          // ^^^^^^^ error: Setting has no primary key
  @Column({ length: 50 })
  name: string;
}

export abstract class Named {
  @Column({ length: 50 })
  name: string;
}

@Entity("flags")
export class Flag extends Named {
          // ^^^^ error: Flag has no primary key
  @Column()
  on: boolean;
}

@Entity()
export class Post {
  @PrimaryGeneratedColumn()
  id: number;
}
