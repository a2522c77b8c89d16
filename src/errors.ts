/** Wrong use or a state the user can mend. Shown without a stack, with what to do about it. */
export class UserError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UserError';
    this.remedy = remedy;
  }
}
