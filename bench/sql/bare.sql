-- No audit, no policies, no exclusion constraints. Foreign keys, checks and guards stay.

\ir without-audit.sql
\ir without-policies.sql
\ir without-exclusions.sql
