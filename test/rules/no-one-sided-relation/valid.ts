import {
  ChildEntity,
  Column,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
  TableInheritance,
} from "typeorm";

export abstract class Owned {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Author)
  author: Author;
}

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Book, (book) => book.author)
  books: Book[];

  @OneToMany("Letter", "author")
  letters: Letter[];

  @OneToOne(() => Desk, (desk) => desk.author)
  desk: Desk;

  @ManyToMany(() => Prize, (prize) => prize.winners)
  prizes: Prize[];

  @ManyToOne(() => Author, (author) => author.students)
  teacher: Author;

  @OneToMany(() => Author, (author) => author.teacher)
  students: Author[];
}

@Entity()
export class Book extends Owned {
  @ManyToOne(() => Prize)
  prize: Prize;
}

@Entity()
export class Letter extends Owned {}

export class Address {
  @OneToMany(() => Resident, (resident) => resident.house)
  residents: Resident[];
}

@Entity()
export class House {
  @PrimaryGeneratedColumn()
  id: number;

  @Column(() => Address)
  address: Address;
}

@Entity()
export class Resident {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => House, (house) => house.address.residents)
  house: House;
}

@Entity()
export class Desk {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToOne(() => Author, (author) => author.desk)
  @JoinColumn()
  author: Author;
}

@Entity()
export class Prize {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToMany(() => Author, (author) => author.prizes)
  @JoinTable()
  winners: Author[];
}

@Entity()
@TableInheritance({ column: "kind" })
export class Message {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Thread, (thread) => thread.messages)
  thread: Thread;
}

@ChildEntity()
export class Question extends Message {
  @ManyToMany(() => Author)
  @JoinTable()
  asked: Author[];
}

@Entity()
export class Thread {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Message, (message) => message.thread)
  messages: Message[];

  @OneToMany(() => Question, (question) => question.thread)
  questions: Question[];
}
