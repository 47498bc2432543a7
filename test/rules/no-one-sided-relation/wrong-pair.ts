import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Picture {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Variant, (variant) => variant.picture)
  variants: Variant[];
}

@Entity()
export class Variant {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Picture, (picture) => picture.variants)
  picture: Picture;
}

@Entity()
export class Line {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Picture, (picture) => picture.variants)
                                              // ^^^^^^^^ warning: Line.picture names Picture.variants as its inverse
  picture: Picture;

  @ManyToOne(() => Picture)
  other: Picture;
}
