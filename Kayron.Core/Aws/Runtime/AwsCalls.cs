using Amazon.Runtime;

namespace Kayron.Core.Aws.Runtime;

/// <summary>The way every call of an adapter takes: bounded in time, errors in the loop's own kinds.</summary>
internal sealed class AwsCalls(TimeProvider clock)
{
    /// <summary>For a whole call with its retries; one try has 20 s (<see cref="AwsConnections"/>), but that does not bound a body that trickles.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public async Task<T> RunAsync<T>(string doing, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await call(either.Token);
        }
        catch (Exception error)
        {
            if (AwsFaults.Translate(error, doing, cancellationToken) is { } fault) throw fault;
            throw;
        }
    }

    /// <returns>Null where AWS answers with an error that means <paramref name="absent"/>.</returns>
    public async Task<T?> FindAsync<T>(
        string doing, Func<CancellationToken, Task<T>> call, Func<AmazonServiceException, bool> absent, CancellationToken cancellationToken) where T : class =>
        await RunAsync(doing, token => NullWhereAbsentAsync(call, absent, token), cancellationToken);

    private static async Task<T?> NullWhereAbsentAsync<T>(Func<CancellationToken, Task<T>> call, Func<AmazonServiceException, bool> absent, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (AmazonServiceException error) when (absent(error))
        {
            return null;
        }
    }
}
