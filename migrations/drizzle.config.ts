import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate -- --name <what>` writes the next migration from the tables in the code. */
export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/kinds/*.ts', './src/store/sqlite/schema.ts'],
  out: './migrations',
});
