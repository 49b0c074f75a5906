/** Something that whoever runs a command can mend: its message is all that they need to see. */
export class CommandError extends Error {}
