import { Entity, JoinColumn, JoinTable, ManyToMany, OneToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToOne(() => Profile, (profile) => profile.user)
  @JoinColumn()
  profile: Profile;

  @OneToOne(() => Profile, (profile) => profile.admin)
  adminProfile: Profile;

  @ManyToMany(() => Group, (group) => group.users)
  @JoinTable()
  groups: Group[];

  @ManyToMany(() => Group)
  watched: Group[];
//^^^^^^^ warning: User.watched has no side that holds it in the database
}

@Entity()
export class Profile {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToOne(() => User, (user) => user.profile)
                                    // ^^^^^^^ warning: Profile.user and User.profile both hold the relation in the database
  @JoinColumn()
  user: User;

  @OneToOne(() => User, (user) => user.adminProfile)
  admin: User;
//^^^^^ warning: Profile.admin has no side that holds it in the database
}

@Entity()
export class Group {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToMany(() => User, (user) => user.groups)
                                      // ^^^^^^ warning: Group.users and User.groups both hold the relation in the database
  @JoinTable()
  users: User[];
}
