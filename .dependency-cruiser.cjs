/* global module */
/**
 * Who may import whom (architecture.md 2). Run by test/architecture/imports.test.ts, so that it cannot be forgotten.
 * Each rule names the sentence that it holds.
 */
const PURE = '^services/lib/(protocol|casework|routing|statistics|contract|htcds|reference|directory|hsds)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no lowest layer.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-stays-pure',
      comment: 'Pure folders have no I/O: nothing of ours outside them, and of Node nothing.',
      severity: 'error',
      from: { path: PURE, pathNot: '^services/lib/contract/' },
      to: {
        pathNot: [
          '^services/lib/(protocol|casework|routing|statistics|contract|htcds|reference|directory|hsds)/',
          '^schemas/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'htcds-knows-the-contract-alone',
      comment: 'An exchange of data with other standards needs lists and schemas, no rules and no wire.',
      severity: 'error',
      from: { path: '^services/lib/htcds/' },
      to: {
        path: '^services/',
        pathNot: '^services/lib/(htcds/|contract/index\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'platform-knows-nothing-of-ours',
      comment: 'Adapters import of ours nothing but types.',
      severity: 'error',
      from: { path: '^services/lib/platform/' },
      to: {
        path: '^(services|schemas|scripts|test)/',
        pathNot: ['^services/lib/platform/', '^schemas/codes/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'store-knows-types-alone',
      comment: 'Of ours the store imports types of the pure folders and the database adapter.',
      severity: 'error',
      from: { path: '^services/lib/store/' },
      to: {
        path: '^services/',
        pathNot: '^services/lib/(store|platform/db)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'store-is-below-programs',
      severity: 'error',
      from: { path: '^services/lib/' },
      to: { path: '^services/(gateway|router|auditor|participant)/' },
    },
    {
      name: 'no-program-imports-another',
      comment: '`participant` composes gateway and router; nobody else.',
      severity: 'error',
      from: { path: '^services/(gateway|router|auditor)/' },
      to: { path: '^services/(gateway|router|auditor|participant)/', pathNot: '^services/$1/' },
    },
    {
      name: 'auditor-has-no-store',
      comment: 'The auditor trusts no database of a participant.',
      severity: 'error',
      from: { path: '^services/auditor/' },
      to: { path: '^services/lib/store/' },
    },
    {
      name: 'kafka-client-in-one-folder',
      severity: 'error',
      from: { pathNot: '^(services/lib/platform/bus/kafka|test/lib/platform/bus)/' },
      to: { path: '^node_modules/kafkajs/' },
    },
    {
      name: 'pg-in-three-places',
      comment: 'The embedded bus is PostgreSQL too. Tests and the demo count in databases as a tester would.',
      severity: 'error',
      from: {
        pathNot: '^(services/lib/platform/(db|bus/embedded)|services/lib/store|scripts/lib/demo|test)/',
      },
      to: { path: '^node_modules/(pg|@types/pg)/', dependencyTypesNot: ['type-only'] },
    },
    ...[
      ['pg-boss', 'jobs'],
      ['nodemailer', 'mail'],
      ['standardwebhooks', 'webhook'],
    ].map(([client, folder]) => ({
      name: `${client}-in-one-folder`,
      severity: 'error',
      from: { pathNot: `^(services|test)/lib/platform/${folder}/` },
      to: { path: `^node_modules/(@types/)?${client}/` },
    })),
    {
      name: 'ajv-in-one-file',
      severity: 'error',
      from: { path: '^services/', pathNot: '^services/lib/contract/validators\\.ts$' },
      to: { path: '^node_modules/(ajv|ajv-formats)/' },
    },
    {
      name: 'bus-adapters-behind-the-door',
      severity: 'error',
      from: { pathNot: '^(services/lib/platform/bus|test)/' },
      to: { path: '^services/lib/platform/bus/(embedded|kafka)/' },
    },
    {
      name: 'nothing-imports-tests-or-scripts',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'services-need-no-development-package',
      severity: 'error',
      from: { path: '^services/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
