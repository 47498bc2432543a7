import {
  Column,
  DeleteDateColumn,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
} from "typeorm";

/** The entities that fixtures share: users with profiles write posts with comments and tags. */
@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 120, unique: true })
  email: string;

  @Column({ length: 80 })
  name: string;

  @Column({ type: "varchar", length: 20, nullable: true })
  phone: string | null;

  @OneToOne(
    () => Profile,
    (profile) => profile.user,
  )
  profile: Profile;

  @OneToMany(
    () => Post,
    (post) => post.author,
  )
  posts: Post[];
}

@Entity()
export class Profile {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 500 })
  about: string;

  @OneToOne(
    () => User,
    (user) => user.profile,
  )
  user: User;

  @ManyToOne(() => Country, { eager: true })
  country: Country;
}

@Entity()
export class Country {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 60 })
  name: string;
}

export class Review {
  @Column({ length: 20 })
  state: string;

  @ManyToOne(() => User)
  reviewer: User;
}

@Entity()
export class Post {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 200 })
  title: string;

  @Column({ default: 0 })
  position: number;

  @Column(() => Review)
  review: Review;

  @ManyToOne(
    () => User,
    (user) => user.posts,
  )
  author: User;

  @ManyToOne(() => Country, { eager: true })
  country: Country;

  @OneToMany(
    () => Comment,
    (comment) => comment.post,
  )
  comments: Comment[];

  @ManyToMany(
    () => Tag,
    (tag) => tag.posts,
  )
  @JoinTable()
  tags: Tag[];

  @ManyToOne(() => User, { lazy: true })
  editor: Promise<User>;

  @DeleteDateColumn({ type: "timestamptz" })
  deletedAt: Date | null;
}

@Entity()
export class Comment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 1000 })
  text: string;

  @ManyToOne(
    () => Post,
    (post) => post.comments,
  )
  post: Post;

  @ManyToOne(() => User)
  author: User;
}

@Entity()
export class Tag {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 40 })
  name: string;

  @ManyToMany(
    () => Post,
    (post) => post.tags,
  )
  posts: Post[];
}

/** Listed newest first wherever nothing else is asked. */
@Entity({ orderBy: { id: "DESC" } })
export class Announcement {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 200 })
  text: string;
}
