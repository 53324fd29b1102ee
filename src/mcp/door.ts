import { WorkspaceError } from '#src/errors';

import { failed, type ToolResult } from './failure.ts';
import type { Tool, ToolContext } from './tool.ts';
import { getTool } from './tools/get.ts';
import { listTool } from './tools/list.ts';
import { recordTool } from './tools/record.ts';
import { searchTool } from './tools/search.ts';
import { similarTool } from './tools/similar-decisions.ts';
import { statusTool } from './tools/status.ts';

export { failureText } from './failure.ts';
export { PROMPTS, promptText } from './prompts.ts';
export { completeResource, listResources, readResource, TEMPLATES } from './resources.ts';

const TOOLS: readonly Tool[] = [searchTool, getTool, similarTool, listTool, recordTool, statusTool];

export const toolsFor = ({ readOnly }: Pick<ToolContext, 'readOnly'>): readonly Tool[] =>
  TOOLS.filter(({ writes }) => !(readOnly && writes));

interface Called {
  readonly name: string;
  readonly arguments?: unknown;
}

interface Calling extends Pick<ToolContext, 'readOnly'> {
  asker(): Promise<Pick<ToolContext, 'client' | 'who'>>;
}

export async function callTool(
  { name, arguments: given = {} }: Called,
  { readOnly, asker }: Calling,
): Promise<ToolResult> {
  try {
    const tool = toolCalled(name, { readOnly });
    const { client, who } = await asker();
    const { structured, text } = await tool.call({ client, who, readOnly }, given);
    return { structuredContent: structured, content: [{ type: 'text', text }] };
  } catch (error) {
    return failed(error);
  }
}

/** Codes: forbidden, where only reads are served; invalid_query, for a tool that there is not. */
function toolCalled(name: string, { readOnly }: Pick<ToolContext, 'readOnly'>): Tool {
  const tool = TOOLS.find((each) => each.name === name);
  const names = toolsFor({ readOnly }).map((each) => each.name);
  if (tool && names.includes(tool.name)) return tool;
  if (tool)
    throw new WorkspaceError('forbidden', `${tool.name} is not served here: only reads are.`, {
      next: 'Tell the user what you would have recorded.',
    });
  throw new WorkspaceError('invalid_query', `There is no tool '${name.slice(0, 60)}'.`, {
    next: `The tools are ${names.join(', ')}.`,
  });
}
