/** What a person can mend: said as it is, without a stack. */
export class Failure extends Error {}
