import {
  BaseEntity,
  ChildEntity,
  Column,
  Entity,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  ViewColumn,
  ViewEntity,
} from "typeorm";

export abstract class Identified extends BaseEntity {
  @PrimaryGeneratedColumn("uuid")
  id: string;
}

export class Key {
  @PrimaryColumn()
  tenant: number;
}

@Entity()
@TableInheritance({ column: "kind" })
export class Content extends Identified {
  @Column({ length: 50 })
  title: string;
}

@ChildEntity()
export class Photo extends Content {
  @Column()
  width: number;
}

@Entity()
export class Embedding {
  @Column(() => Key)
  key: Key;
}

@Entity()
export class Optional {
  @Column({ primary: true })
  id: number;
}

@Entity()
export class Membership {
  @PrimaryColumn("uuid")
  contentId: string;

  @ManyToOne(() => Content)
  content: Content;
}

@ViewEntity({ expression: "select title from content" })
export class Title {
  @ViewColumn()
  title: string;
}
