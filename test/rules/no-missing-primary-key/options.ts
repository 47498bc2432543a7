import { Column, type ColumnOptions, Entity, EntitySchema } from "typeorm";

declare const unread: ColumnOptions;
const key = { primary: true } as const;
const named = { name: "label" } as const;

@Entity()
export class MaybeKeyed {
  @Column({ type: "int", ...unread })
  id: number;
}

@Entity()
export class Keyed {
  @Column({ type: "int", ...key })
  id: number;
}

@Entity()
export class Keyless {
          // ^^^^^^^ error: Keyless has no primary key
  @Column({ type: "text", ...named })
  label: string;
}

export default new EntitySchema<{ label: string }>({
                // ^^^^^^^^^^^^ error: keyless-default has no primary key
  name: "keyless-default",
  columns: { label: { type: "text" } },
});

export const schemas = [
  new EntitySchema<{ note: string }>({
   // ^^^^^^^^^^^^ error: keyless-listed has no primary key
    name: "keyless-listed",
    columns: { note: { type: "text" } },
  }),
  new EntitySchema<{ id: number }>({
    name: "keyed-listed",
    columns: { id: { type: Number, primary: true } },
  }),
];
