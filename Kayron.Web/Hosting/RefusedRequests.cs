using Kayron.Core.Telemetry;
using Kayron.Web.Auth;

namespace Kayron.Web.Hosting;

/// <summary>Logs what was refused at the door, where no command audits it: so many lines a minute, so that whoever knocks without end fills no disk.</summary>
public sealed class RefusedRequests(TimeProvider clock, ILogger<RefusedRequests> logger)
{
    private const int LongestPath = 200;

    private readonly AttemptLimit _lines = new(fromOne: 30, fromAll: 300, clock);

    /// <param name="reason">In one word, for filters: <c>origin</c>, <c>host</c>, <c>address</c> (the one for metrics serves nothing else), <c>token</c>, <c>antiforgery</c>, <c>role</c>.</param>
    public void Note(HttpContext context, string reason)
    {
        var (address, path) = (RemoteAddress.Of(context), context.Request.Path.ToString());
        if (!_lines.TryTake(address)) return;
        logger.Warning("request was refused", ("reason", reason), ("address", address), ("method", context.Request.Method), ("path", path[..Math.Min(path.Length, LongestPath)]));
    }
}
