import { z } from 'zod';

/** A line of a beads file without its nulls, as far as this program reads it; all other members are kept in `metadata`. */
export const BEAD = z.looseObject({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  design: z.string().optional(),
  acceptance_criteria: z.string().optional(),
  notes: z.string().optional(),
  close_reason: z.string().optional(),
  issue_type: z.string().optional(),
  status: z.string().optional(),
  priority: z.number().optional(),
  assignee: z.string().optional(),
  created_by: z.string().optional(),
  created_at: z.string().optional(),
  source_repo: z.string().optional(),
  labels: z.array(z.string()).optional(),
  comments: z.array(z.looseObject({ author: z.string().optional(), text: z.string() })).optional(),
  dependencies: z
    .array(
      z.looseObject({
        depends_on_id: z.string(),
        type: z.string().optional(),
        created_at: z.string().optional(),
      }),
    )
    .optional(),
});

export type Bead = z.infer<typeof BEAD>;
export type Dependency = NonNullable<Bead['dependencies']>[number];

/** What a bead becomes: a fault that crosses repositories, or work. */
export type BeadKind = 'cross_repo_issues' | 'workspace_tasks';

/** Types of beads that are issues here. All others are work: task, feature, epic, chore, and what teams add. */
const ISSUE_TYPES: ReadonlySet<string> = new Set(['bug']);

export const kindOfBead = ({ issue_type }: Bead): BeadKind =>
  ISSUE_TYPES.has(issue_type ?? '') ? 'cross_repo_issues' : 'workspace_tasks';
