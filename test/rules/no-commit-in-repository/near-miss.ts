/** Commits to a version control system, in a class that is called a repository. */
interface WorkingCopy {
  startTransaction(): Promise<void>;
  commitTransaction(message: string): Promise<void>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

export class GitRepository {
  constructor(private readonly copy: WorkingCopy) {}

  async commit(message: string): Promise<void> {
    await this.copy.startTransaction();
    await this.copy.commitTransaction(message);
    await this.copy.transaction(async () => message);
  }
}
