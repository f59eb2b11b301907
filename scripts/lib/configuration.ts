/**
 * What the scripts of an operator take from a command line: configurations and `ID=FOLDER` pairs.
 * Invariant: wrong configuration ends with exit code 2 and names every problem at once. contract.md 1 and 3.
 */
import {
  loadConfig,
  loadSecrets,
  type BusSettings,
  type Config,
} from '../../services/lib/platform/config.ts';
import { CliError } from './cli.ts';

/** @throws CliError 2 */
export function configOf(file: string): Config {
  const reading = loadConfig(file);
  if (!reading.ok) throw wrongUse(reading.problems.join('\n'));
  return reading.config;
}

/** How to open the bus that a configuration names. @throws CliError 2 */
export function busOf(config: Config): BusSettings {
  const reading = loadSecrets(config, 'operator');
  if (!reading.ok) throw wrongUse(reading.problems.join('\n'));
  return reading.secrets.bus;
}

/** `ID=FOLDER` as a pair. @throws CliError 2 */
export function idAndFolder(text: string, option: string): readonly [string, string] {
  const match = /^([a-z][a-z0-9-]{1,31})=(.+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) throw wrongUse(`--${option} is ID=FOLDER`);
  return [match[1], match[2]];
}

export function wrongUse(message: string, options?: ErrorOptions): CliError {
  return new CliError(2, message, options);
}
