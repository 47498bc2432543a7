interface Team {
  id: string;
  members: { name: string }[];
}

/** Teams in memory, with the vocabulary of a repository. */
class TeamService {
  #teams: Team[] = [];

  save(team: Team): Team {
    this.#teams.push(team);
    return team;
  }

  find(match: Partial<Team> = {}): Team[] {
    return this.#teams.filter((team) => match.id === undefined || team.id === match.id);
  }

  findOneBy(match: Partial<Team>): Team | undefined {
    return this.find(match)[0];
  }

  insert(team: Team): void {
    this.#teams.unshift(team);
  }

  update(id: string, change: Partial<Team>): void {
    this.#teams = this.#teams.map((team) => (team.id === id ? { ...team, ...change } : team));
  }

  delete(id?: string): number {
    const before = this.#teams.length;
    this.#teams = id === undefined ? [] : this.#teams.filter((team) => team.id !== id);
    return before - this.#teams.length;
  }

  query(text: string): Team[] {
    return this.#teams.filter((team) => team.id.includes(text));
  }

  remove(team: Team): void {
    this.delete(team.id);
  }

  createQueryBuilder(): { delete(): { execute(): void }; getMany(): Team[] } {
    return { delete: () => ({ execute: () => this.delete() }), getMany: () => this.#teams };
  }

  transaction<T>(work: () => T): T {
    return work();
  }
}

const teamService = new TeamService();

export function reorganise(ids: string[], name?: string): number {
  teamService.delete();
  teamService.delete(name);
  teamService.createQueryBuilder().delete().execute();
  for (const id of ids) {
    teamService.save({ id, members: [] });
    teamService.insert({ id, members: [] });
    teamService.update(id, {});
    for (const team of teamService.query(`SELECT ${name}`)) teamService.remove(team);
    teamService.findOneBy({ id })?.members.push({ name: name ?? "" });
  }
  return teamService.transaction(() => teamService.find().flatMap((team) => team.members).length);
}
