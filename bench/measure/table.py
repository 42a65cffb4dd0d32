"""The tables: one of figures for each case, and one of ratios for all, as Markdown."""

from . import settings


def rate(slices):
    return sum(each.rate for each in slices) / len(slices)


def micros(slices):
    """CPU microseconds a request."""
    return 1e6 * sum(each.cpu for each in slices) / max(1, sum(each.requests for each in slices))


def megabytes(slices):
    return max(each.memory for each in slices) / 2**20


def of_case(result):
    """The figures of one case as text."""
    lines = ["", f"{result.name}: {result.title}",
             f"{'':10} {'a second':>10} {'from - to':>17} {'CPU µs':>8} {'peak MB':>8} {'x a second':>11} {'x CPU':>7} {'x MB':>7}"]
    own = result.slices.get("loadbank")
    for name in [*result.slices, *(name for name in result.errors if name not in result.slices)]:
        slices = result.slices.get(name)
        if name in result.errors:
            lines.append(f"{name:10}      error: {result.errors[name][:100]}")
        elif not slices:
            lines.append(f"{name:10} {'-':>10}")
        else:
            rates = [each.rate for each in slices]
            line = (f"{name:10} {rate(slices):10.0f} {f'{min(rates):.0f} - {max(rates):.0f}':>17} {micros(slices):8.1f}"
                    f" {megabytes(slices):8.0f}")
            if own and name != "loadbank":
                line += (f" {rate(own) / rate(slices):11.2f} {micros(own) / micros(slices):7.2f}"
                         f" {megabytes(own) / megabytes(slices):7.2f}")
            lines.append(line)
    return "\n".join(lines + result.notes)


def cell(result, name):
    """Loadbank's figures divided by a peer's: a second, CPU, memory."""
    own, slices = result.slices.get("loadbank"), result.slices.get(name)
    if name in result.errors or "loadbank" in result.errors:
        return "error"
    if not own or not slices:
        return "-"
    return (f"{rate(own) / rate(slices):.2f} / {micros(own) / micros(slices):.2f} /"
            f" {megabytes(own) / megabytes(slices):.2f}")


def own_cell(result):
    own = result.slices.get("loadbank")
    if not own:
        return "error | - | -"
    rates = [each.rate for each in own]
    span = "" if len(rates) == 1 else f" ({min(rates):.0f} to {max(rates):.0f})"
    return f"{rate(own):.0f}{span} | {micros(own):.1f} | {megabytes(own):.0f}"


def of_all(results, others, command):
    """The ratios of all cases as Markdown."""
    others = [name for name in others if any(name in result.errors or result.slices.get(name) for result in results)]
    lines = ["", f"`{command}`, {settings.ROUNDS} rounds of {settings.SECONDS} s, {settings.CORES} cores for target and generator"
             " together. Ratios are Loadbank's figure divided by the peer's: a second / CPU / peak memory.", "",
             "| | a second | CPU µs each | peak MB | " + " | ".join("× " + name for name in others) + " |",
             "|---|---|---|---|" + "---|" * len(others)]
    lines += [f"| {result.title} | {own_cell(result)} | " + " | ".join(cell(result, name) for name in others) + " |"
              for result in results]
    return "\n".join(lines)
