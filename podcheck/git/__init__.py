"""The only place that starts git, and it never does so in a repository.

What lies in a repository can name programs: filters, text conversions, monitors, hooks, pagers, helpers of remotes from
which what is missing is fetched. Each version of git knows more of them. So git is given a directory of podcheck's own,
which leads to the repository's objects and references and to nothing else: no configuration, no hooks, no remote. Git
does not know of anything that it could run or fetch, and nothing of the repository is changed.

`repository` opens one and starts git in it, `revisions` says what BASE..HEAD means, `contents` what a commit has.
"""
