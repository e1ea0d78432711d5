import fc from "fast-check";

// The suite looks at the same cases each time: what fails was changed by whoever runs it. RUNS=500 looks longer and
// elsewhere; with SEED it looks again at what such a run has found.
const { RUNS, SEED } = process.env;
if (SEED) fc.configureGlobal({ seed: Number(SEED) });
else if (RUNS) fc.configureGlobal({ numRuns: Number(RUNS) });
else fc.configureGlobal({ seed: 20_261 });
