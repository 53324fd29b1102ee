import { WorkspaceError } from '#src/errors';

import { cut } from './fit.ts';
import { inAgentWords } from './words.ts';

/** As MCP takes the answer of a tool. */
export interface ToolResult {
  [key: string]: unknown;
  readonly content: { type: 'text'; text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: boolean;
}

const LONGEST = 800;

/**
 * What went wrong as an answer of the tool: an agent reads answers and can mend its call, whereas
 * many clients show an error of the protocol to nobody. What nobody expected is thrown on.
 */
export function failed(error: unknown): ToolResult {
  if (!(error instanceof WorkspaceError)) throw error;
  return { isError: true, content: [{ type: 'text', text: failureText(error) }] };
}

/** The sentence, what is wrong where, and what to do next. */
export function failureText({ code, message, issues, next }: WorkspaceError): string {
  const details = issues
    .map(({ pointer, parameter, detail }) => ({ where: pointer?.slice(1) ?? parameter, detail }))
    .filter(({ detail }) => !message.includes(detail))
    .map(({ where, detail }) => (where ? `${where}: ${detail}` : detail));
  return [
    `${code}: ${cut(message, LONGEST)}`,
    ...(details.length > 0 ? [cut(details.join(' '), LONGEST)] : []),
    ...(next === undefined ? [] : [`Next: ${cut(inAgentWords(next), LONGEST)}`]),
  ].join('\n');
}
