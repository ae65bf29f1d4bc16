namespace Kayron.Core.GitHub.App;

/// <summary>What an installation of an App authenticates with.</summary>
/// <param name="RenewAt">By our clock. Before it ends: a call that began must still find it valid.</param>
internal sealed record InstallationToken(string Value, DateTimeOffset RenewAt)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    /// <param name="life">How long it is valid from now on: a difference of GitHub's own times, whatever our clock says.</param>
    public static InstallationToken Of(string value, DateTimeOffset now, TimeSpan life) => new(value, now + life - (life / 5 < LongestMargin ? life / 5 : LongestMargin));
}
