"""What a project wants of its classes: contracts, and which findings it accepts for now.

`remarks` finds what comments say to podcheck, `directives` what it means, `heads` which class it is about; `written`
are the contracts that a source file holds, `selecting` which classes a configured one is for, `demands` whether a class
keeps it, `examining` all of that for one unit. `suppressions` and `baseline` part the findings into those that count
and those that are accepted; both take any finding, whoever made it.
"""
