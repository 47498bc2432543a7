/** The installed version of TypeORM: major, minor, patch. */
export type OrmVersion = readonly [major: number, minor: number, patch: number];

/** Reads `0.3.20`, `1.1.0-beta.2`; what cannot be read counts as 0. */
export function parseVersion(text: string): OrmVersion {
  const [major, minor, patch] = text.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0);
  return [major ?? 0, minor ?? 0, patch ?? 0];
}

export function isAtLeast(version: OrmVersion, ...floor: OrmVersion): boolean {
  for (const [index, part] of version.entries()) {
    const other = floor[index] ?? 0;
    if (part !== other) return part > other;
  }
  return true;
}
