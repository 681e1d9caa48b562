import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import * as attribution from '../../../src/main/core/db/schema/attribution.ts';
import * as campaign from '../../../src/main/core/db/schema/campaign.ts';
import * as contact from '../../../src/main/core/db/schema/contact.ts';
import * as edit from '../../../src/main/core/db/schema/edit.ts';
import * as exports_ from '../../../src/main/core/db/schema/export.ts';
import * as feedback from '../../../src/main/core/db/schema/feedback.ts';
import * as execution from '../../../src/main/core/db/schema/execution.ts';
import * as history from '../../../src/main/core/db/schema/history.ts';
import * as imports from '../../../src/main/core/db/schema/import.ts';
import * as job from '../../../src/main/core/db/schema/job.ts';
import * as ledger from '../../../src/main/core/db/schema/ledger.ts';
import * as outcome from '../../../src/main/core/db/schema/outcome.ts';
import * as plan from '../../../src/main/core/db/schema/plan.ts';
import * as problem from '../../../src/main/core/db/schema/problem.ts';
import * as planAnalysis from '../../../src/main/core/db/schema/plan-analysis.ts';
import * as queue from '../../../src/main/core/db/schema/queue.ts';
import * as response from '../../../src/main/core/db/schema/response.ts';
import * as rule from '../../../src/main/core/db/schema/rule.ts';
import * as scenario from '../../../src/main/core/db/schema/scenario.ts';
import * as sync from '../../../src/main/core/db/schema/sync.ts';
import * as territory from '../../../src/main/core/db/schema/territory.ts';
import * as workspace from '../../../src/main/core/db/schema/workspace.ts';
import { createOpenWorkspace } from '../support/workspace-file.ts';

const tables = [attribution, campaign, contact, edit, execution, exports_, feedback, history, imports, job, ledger, outcome, plan, planAnalysis, problem, queue, response, rule, scenario, sync, territory, workspace].flatMap((file) => Object.values(file)).filter((value): value is SQLiteTable => value instanceof SQLiteTable);

interface RealColumn {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}

const writeDefault = (value: unknown): string | null => (value === undefined ? null : typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

describe('the schema in code and the tables in the file', () => {
  it.each(tables.map((table) => [getTableConfig(table).name, table] as const))('%s has the same columns, types, defaults and keys', (name, table) => {
    const { sqlite } = createOpenWorkspace();
    const config = getTableConfig(table);
    const composite = config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
    const written = config.columns.map((column) => {
      const keyAt = composite.indexOf(column.name) + 1;
      const pk = column.primary ? 1 : keyAt;
      const isRowId = column.primary && column.getSQLType() === 'integer';
      return { name: column.name, type: column.getSQLType().toUpperCase(), notnull: isRowId ? 0 : Number(column.notNull || pk > 0), dflt_value: writeDefault(column.default), pk };
    });
    const real = (sqlite.pragma(`table_info(${name})`) as RealColumn[]).map(({ name: column, type, notnull, dflt_value, pk }) => ({ name: column, type, notnull: Number(notnull === 1 || pk > 1 || (pk === 1 && type !== 'INTEGER')), dflt_value, pk }));
    const settled = real.map((column) => (column.pk > 0 && composite.length > 0 ? { ...column, notnull: 1 } : column));
    expect(written).toEqual(settled);
  });

  it('covers every table but the list of steps and the kept rows of imports', () => {
    const { sqlite } = createOpenWorkspace();
    const real = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'kept_%' AND name <> 'schema_migrations'").pluck().all();
    expect(tables.map((table) => getTableConfig(table).name).sort()).toEqual((real as string[]).sort());
  });

  it('keeps rows of imports in tables with the columns they are kept for', () => {
    const { sqlite } = createOpenWorkspace();
    const columnsOf = (table: string): string[] => (sqlite.pragma(`table_info(${table})`) as RealColumn[]).map((column) => `${column.name} ${column.type}`);
    for (const table of ['contacts', 'touches', 'outcomes']) expect(columnsOf(`kept_${table}`).slice(2), table).toEqual(columnsOf(table));
  });
});
