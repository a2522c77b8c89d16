/** What `system-drift --help` prints. */
export const help = `system-drift: which system assumption may now be false

  system-drift diff [<base>] [<head>]   compare two commits; by default the merge base with the
                                        default branch, and HEAD. <base>...<head> works too
  system-drift audit [<commit>]         what is wrong at one commit, nothing subtracted
  system-drift contract <old> <new>     compare two contract files: paths, or <commit>:<path>
      --format <format>                 terminal, markdown or json
      --fail-on <level>                 breaking, warn or never (default: breaking)
      --protobuf <category>             FILE, PACKAGE, WIRE_JSON or WIRE (default: WIRE_JSON)
  system-drift facts <path>             what is read from one file, as JSON
      --at <commit>                     as it is at a commit; without it the file on disk
      --as <name>                       treat it as if it had that name
  system-drift rules [<id>]             all rules, or one in full
  system-drift init                     write a workflow and settings; never over existing files
  system-drift demo                     the report for a small repository made for the purpose

Options of diff, audit and demo
  --repo <dir>           the repository; bare ones too (default: this folder)
  --format <format>      terminal, markdown, json or sarif (default: terminal)
  --fail-on <severity>   critical, high, medium, low, info or never (default: settings, else high)
  --settings <file>      settings to use instead of those of the base commit
  --output <file>        write the report there instead of to stdout

Exit code: 0 below the gate, 1 blocked, 2 wrong use or failure.
`;
