import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Setting {
  @Column({ length: 50 })
  name: string;
}

export abstract class Named {
  @Column({ length: 50 })
  name: string;
}

@Entity("flags")
export class Flag extends Named {
  @Column()
  on: boolean;
}

@Entity()
export class Post {
  @PrimaryGeneratedColumn()
  id: number;
}
