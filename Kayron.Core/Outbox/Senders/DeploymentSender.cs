using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Outbox.Senders;

/// <summary>
/// Records each release of a deployment at GitHub, follows it with statuses, and makes the ones it replaces inactive. Costs, once a deployment, five writes a
/// release: the deployment, three statuses, and one for the release before.
/// </summary>
public sealed class DeploymentSender(IDeploymentStatuses gitHub, IToldDeployments memory, ISourceControl sourceControl, PublicAddress address, TimeProvider clock) : IOutboxSender
{
    private const string Inactive = "inactive";

    public string Kind => DeploymentNews.Kind;

    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var news = DeploymentNews.Read(message);
        var status = new NewStatus(news.State, news.Description, address.Of(message.Path!), news.Address is null ? address.Of(message.Path!) : new Uri(news.Address));
        if (news.State == Inactive)
        {
            // What GitHub never heard of need not become inactive.
            foreach (var active in await memory.FindActiveAsync(news.Series, except: "", cancellationToken)) await TellAsync(active, status, cancellationToken);
            return;
        }
        var told = await CreateAsync(message.Subject, news, cancellationToken);
        if (told.Told is null && news.State != "queued") told = await TellAsync(told, status with { State = "queued", Description = "" }, cancellationToken);
        if (told.Told is not (Inactive or "gone")) told = await TellAsync(told, status, cancellationToken);
        if (news.State == "success") await RetireAsync(told, status, cancellationToken);
    }

    private async Task<ToldDeployment> CreateAsync(string subject, DeploymentNews news, CancellationToken cancellationToken)
    {
        var told = await memory.FindAsync(subject, cancellationToken);
        if (told?.GitHubId is not null) return told;
        var repository = RepositoryOf(news.Repository);
        var commit = told?.Commit ?? await ResolveAsync(repository, news.Version, cancellationToken);
        var wanted = new NewDeployment(repository, commit, news.Environment, news.Marker, news.About, news.Production, news.Transient);
        // Only what was asked for without an answer is looked for.
        var id = told is null ? null : await gitHub.FindAsync(wanted, cancellationToken);
        told = new ToldDeployment(subject, news.Series, news.Deployment, news.Release, news.Repository, news.Environment, commit, id, At: clock.GetUtcNow());
        await memory.SaveAsync(told, cancellationToken);
        // crash here, or no answer: the next attempt finds it written down and looks for it at GitHub.
        if (id is null) await memory.SaveAsync(told = told with { GitHubId = await gitHub.CreateAsync(wanted, cancellationToken) }, cancellationToken);
        return told;
    }

    private async Task<string> ResolveAsync(RepositoryName repository, string version, CancellationToken cancellationToken) =>
        VersionClass.IsCommit(version)
            ? version
            : await sourceControl.FindTagAsync(repository, version, TimeSpan.FromHours(1), cancellationToken) ?? throw new BlockedException($"{repository} has no tag {version}, so that GitHub cannot record its deployment");

    private async Task<ToldDeployment> TellAsync(ToldDeployment told, NewStatus status, CancellationToken cancellationToken)
    {
        if (told.Told == status.State) return told;
        var (repository, id) = (RepositoryOf(told.Repository), told.GitHubId!.Value);
        var heard = told.Telling == status.State && await gitHub.FindStateAsync(repository, id, cancellationToken) == status.State;
        if (!heard)
        {
            await memory.SaveAsync(told with { Telling = status.State, At = clock.GetUtcNow() }, cancellationToken);
            // crash here: the next attempt asks GitHub for the state it has.
            if (!await gitHub.TellAsync(repository, id, status, cancellationToken)) status = status with { State = "gone" };
        }
        told = told with { Told = status.State, Telling = null, At = clock.GetUtcNow() };
        await memory.SaveAsync(told, cancellationToken);
        return told;
    }

    /// <summary>Earlier ones of the series become inactive; where a later one was told first, this one does.</summary>
    private async Task RetireAsync(ToldDeployment told, NewStatus status, CancellationToken cancellationToken)
    {
        foreach (var other in await memory.FindActiveAsync(told.Series, told.Subject, cancellationToken))
        {
            if (other.Deployment < told.Deployment) await TellAsync(other, status with { State = Inactive, Description = $"replaced by {told.Release} of deployment {told.Deployment}" }, cancellationToken);
            else if (other.Told == "success") told = await TellAsync(told, status with { State = Inactive, Description = $"replaced by deployment {other.Deployment}" }, cancellationToken);
        }
    }

    private static RepositoryName RepositoryOf(string name) => new(name[..name.IndexOf('/')], name[(name.IndexOf('/') + 1)..]);
}
