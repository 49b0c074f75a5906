import { writeVariablesFile } from '../variables-file';

/** Has a file of variables until somebody interrupts it. */
writeVariablesFile({ SECRET: 'x' });
setInterval(() => undefined, 60_000);
console.log('written');
