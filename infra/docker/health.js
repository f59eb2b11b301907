/**
 * Asks the API whether a container does its work: exit 0 or 1. JavaScript, because it runs every few seconds.
 * Usage: health.js URL [CHECK]. Without CHECK the status decides; with it, that one member of `/readyz` must be `up`.
 */
/* global fetch, AbortSignal */
import process from 'node:process';

const [url = '', check] = process.argv.slice(2);
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  const body = check === undefined ? null : await response.json();
  process.exitCode = (check === undefined ? response.ok : body?.checks?.[check] === 'up') ? 0 : 1;
} catch {
  process.exitCode = 1;
}
