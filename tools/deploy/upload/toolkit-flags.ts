/** What was asked of `twilio serverless:deploy` or `twilio-run deploy`, as far as it concerns what is uploaded. */
export interface ToolkitFlags {
  /** `--env`: a file of variables. */
  envFile: string | undefined;
  /** `--environment`, the domain's suffix; '' with `--production`. */
  environment: string | undefined;
  /** It says itself which service, or whose. */
  namesService: boolean;
}

const OF_SERVICE = [
  '--service-sid',
  '--service-name',
  '-n',
  '--username',
  '-u',
  '--force',
  '--override-existing-project',
];

/** @param args the command line after the program */
export function readToolkitFlags(args: string[]): ToolkitFlags {
  const value = (...names: string[]) => {
    for (const [index, arg] of args.entries()) {
      for (const name of names) {
        if (arg === name) return args[index + 1];
        if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
      }
    }
    return undefined;
  };
  const isProduction = args.some((arg) => arg === '--production' || arg === '--production=true');
  return {
    envFile: value('--env'),
    environment: isProduction ? '' : value('--environment', '--to'),
    namesService: args.some((arg) => OF_SERVICE.includes(arg.split('=')[0] ?? '')),
  };
}
