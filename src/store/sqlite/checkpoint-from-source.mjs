// Starts checkpoint-thread.ts without a build: a thread inherits no loader, and tsx ignores `--import` in one.
import { register } from 'tsx/esm/api';

register();
await import('./checkpoint-thread.ts');
