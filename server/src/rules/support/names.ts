import { factValue } from "../../base/index.ts";
import type { Operation } from "../../model/index.ts";
import type { Project } from "../../project/project.ts";

/** The name of the operation's entity, for messages; `undefined` when it is not known. */
export function entityName(operation: Operation, project: Project): string | undefined {
  const id = factValue(operation.entity);
  return id === undefined ? undefined : project.entity(id)?.own.name;
}

/** `Repository.find of Post`, or `DataSource.query` where no entity is known. */
export function describeOperation(operation: Operation, project: Project): string {
  const entity = entityName(operation, project);
  return entity === undefined ? operation.api : `${operation.api} of ${entity}`;
}
