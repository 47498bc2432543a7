/** The parts of a TextMate grammar that are written here. Patterns are Oniguruma's. */
export interface TextMateRule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: TextMateCaptures;
  readonly beginCaptures?: TextMateCaptures;
  readonly endCaptures?: TextMateCaptures;
  readonly patterns?: readonly TextMateRule[];
  readonly include?: string;
}

export type TextMateCaptures = Readonly<Record<string, TextMateRule>>;

export interface TextMateGrammar {
  readonly scopeName: string;
  readonly injectionSelector: string;
  readonly patterns: readonly TextMateRule[];
  readonly repository: Readonly<Record<string, TextMateRule>>;
}
