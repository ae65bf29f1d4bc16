namespace Kayron.Web.Cli;

/// <summary>Waiting to be told to stop, which is how a long-running command ends well.</summary>
internal static class Termination
{
    public static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(stopped.SetResult)) await stopped.Task;
    }
}
